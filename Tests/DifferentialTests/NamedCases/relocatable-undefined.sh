#!/bin/sh
: ${LD:=ld}
# An object made of others may leave symbols open.
# linkers: bfd gold lld21 lld14 mold
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.section .data.refs,"aw"
.quad 0x5ca1d1d300000000
.quad s1
.quad s2
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
ar qcs liba0.a o1.o
$LD -o a.out -r o0.o liba0.a
