#!/bin/sh
: ${LD:=ld}
# A shared object's untyped reference to a hidden thread-local symbol.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.globl t0
.section .tdata.t0,"awT",@progbits
.type t0,@tls_object
t0: .quad 0x5ca1d1d200000000
.size t0,8
.hidden t0
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.section .data.refs,"aw"
.quad 0x5ca1d1d300010000
.quad t0
EOF
cat > script0.ld <<'EOF'
INPUT ( libs0.so )
EOF
as -o o0.o o0.s
as -o o1.o o1.s
ld.bfd -shared -soname libs0.so -o libs0.so o1.o
$LD -o a.out o0.o script0.ld
