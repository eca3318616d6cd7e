#!/bin/sh
: ${LD:=ld}
# What --dynamic-list names, under --gc-sections.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.quad .Luses
.section .data.refs,"aw"
.Luses:
.section .data.refs,"aw"
.quad 0x5ca1d1d300000000
.quad s1
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.globl s0
.section .data.s0,"aw",@progbits
.type s0,@object
s0: .quad 0x5ca1d1d200010000
.size s0,8
.quad .Luses
.section .data.refs,"aw"
.Luses:
.section .data.refs,"aw"
.quad 0x5ca1d1d300010000
.quad s5
EOF
cat > names.list <<'EOF'
{ s0; };
EOF
as -o o0.o o0.s
as -o o1.o o1.s
$LD -o a.out o0.o --dynamic-list=names.list --gc-sections o1.o
