#!/bin/sh
: ${LD:=ld}
# A shared object refers to __real_X under --wrap=X, and nobody defines X.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad s0
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.section .data.refs,"aw"
.quad 0x5ca1d1d300010000
.quad __real_s0
EOF
as -o o0.o o0.s
as -o o1.o o1.s
ld.bfd -shared -soname libs0.so -o libs0.so o1.o
$LD -o a.out libs0.so o0.o --wrap=s0
