#!/bin/sh
: ${LD:=ld}
# -u of a name that a member defines as a version.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.globl s2__v
.section .data.s2,"aw",@progbits
.type s2__v,@object
s2__v: .quad 0x5ca1d1d200010000
.size s2__v,8
.symver s2__v,s2@V0,remove
EOF
as -o o0.o o0.s
as -o o1.o o1.s
ar qcs liba0.a o1.o
$LD -o a.out o0.o liba0.a -u s2
