#!/bin/sh
: ${LD:=ld}
# A common definition keeps its name under --wrap; gold alone renames it.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.section .data.refs,"aw"
.quad 0x5ca1d1d300000000
.quad s1
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.comm s1,8,8
EOF
as -o o0.o o0.s
as -o o1.o o1.s
$LD -o a.out o0.o --wrap=s1 o1.o
