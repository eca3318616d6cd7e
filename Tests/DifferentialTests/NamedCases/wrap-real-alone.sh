#!/bin/sh
: ${LD:=ld}
# A reference to __real_X when nobody mentions X.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.section .data.refs,"aw"
.quad 0x5ca1d1d300000000
.quad __real_s4
EOF
as -o o0.o o0.s
$LD -o a.out --wrap=s4 o0.o
