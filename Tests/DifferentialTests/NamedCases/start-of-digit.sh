#!/bin/sh
: ${LD:=ld}
# The begin of a section whose name begins with a digit.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start:
.quad "__start_0s"
.section "0s","a"
EOF
as -o o0.o o0.s
$LD -o a.out o0.o
