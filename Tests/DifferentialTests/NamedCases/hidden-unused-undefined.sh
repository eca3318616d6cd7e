#!/bin/sh
: ${LD:=ld}
# A hidden undefined symbol that no relocation uses.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.hidden s4
.globl s4
EOF
as -o o0.o o0.s
$LD -o a.out o0.o
