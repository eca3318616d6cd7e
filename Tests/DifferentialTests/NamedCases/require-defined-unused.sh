#!/bin/sh
: ${LD:=ld}
# --require-defined of what an object names and nobody uses.
# linkers: bfd mold
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.globl s2
EOF
as -o o0.o o0.s
$LD -o a.out o0.o --require-defined=s2
