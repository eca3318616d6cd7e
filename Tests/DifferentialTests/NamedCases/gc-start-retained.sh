#!/bin/sh
: ${LD:=ld}
# The begin of a section that is to be kept.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start:
.quad __start_s0
.section s0,"aR"
EOF
as -o o0.o o0.s
$LD -o a.out o0.o --gc-sections
