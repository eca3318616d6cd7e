#!/bin/sh
: ${LD:=ld}
# Unique definitions behind a weak one.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.weak s1
.section .data.s1,"aw",@progbits
.type s1,@object
s1: .quad 0x5ca1d1d200000000
.size s1,8
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.globl s1
.section .data.s1,"aw",@progbits
.type s1,@gnu_unique_object
s1: .quad 0x5ca1d1d200010000
.size s1,8
EOF
cat > o2.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100020000
.globl s1
.section .data.s1,"aw",@progbits
.type s1,@object
s1: .quad 0x5ca1d1d200020000
.size s1,8
.section .data.refs,"aw"
.quad 0x5ca1d1d300020000
.quad s5
EOF
as -o o0.o o0.s
as -o o1.o o1.s
as -o o2.o o2.s
ar qcs liba1.a o1.o o2.o
$LD -o a.out o0.o --whole-archive liba1.a --no-whole-archive
