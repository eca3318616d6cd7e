#!/bin/sh
: ${LD:=ld}
# An expression with what only a shared object has, though it is to be hidden.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.hidden s1
.globl s1
.section .data.refs,"aw"
.quad 0x5ca1d1d300000001
.quad s0
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.globl s1
.section .data.s1,"aw",@progbits
.type s1,@object
s1: .quad 0x5ca1d1d200010000
.size s1,8
EOF
as -o o0.o o0.s
as -o o1.o o1.s
ld.bfd -shared -soname libs1.so -o libs1.so o1.o
$LD -o a.out o0.o libs1.so --defsym=s2=s1
