#!/bin/sh
: ${LD:=ld}
# A weak ordinary definition that gives way to a thread-local one.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.weak s5
.section .data.s5,"aw",@progbits
.type s5,@object
s5: .quad 0x5ca1d1d200000000
.size s5,8
.section .data.refs,"aw"
.quad 0x5ca1d1d300000000
.quad t0
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.globl t0
.section .data.t0,"aw",@progbits
.type t0,@object
t0: .quad 0x5ca1d1d200010000
.size t0,8
.globl s5
.section .tdata.s5,"awT",@progbits
.type s5,@tls_object
s5: .quad 0x5ca1d1d200010001
.size s5,8
EOF
as -o o0.o o0.s
as -o o1.o o1.s
ar qcs liba0.a o1.o
$LD -o a.out o0.o liba0.a
