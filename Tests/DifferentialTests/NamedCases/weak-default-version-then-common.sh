#!/bin/sh
: ${LD:=ld}
# A COMMON symbol in place of a weak default version.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.weak s1__v
.section .data.s1,"aw",@progbits
.type s1__v,@object
s1__v: .quad 0x5ca1d1d200000000
.size s1__v,8
.symver s1__v,s1@@V1,remove
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.comm s1,16,8
EOF
as -o o0.o o0.s
as -o o1.o o1.s
$LD -o a.out o0.o o1.o
