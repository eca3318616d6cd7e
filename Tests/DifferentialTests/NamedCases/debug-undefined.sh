#!/bin/sh
: ${LD:=ld}
# A reference from a section without memory.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.section .debug_x,"",@progbits
.quad s0
EOF
as -o o0.o o0.s
$LD -o a.out o0.o
