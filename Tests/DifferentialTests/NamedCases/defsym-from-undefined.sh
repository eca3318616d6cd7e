#!/bin/sh
: ${LD:=ld}
# A --defsym from a name nobody defines is an error.
# linkers: bfd gold lld21 lld14
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
EOF
as -o o0.o o0.s
$LD -o a.out o0.o --defsym=s0=s1
