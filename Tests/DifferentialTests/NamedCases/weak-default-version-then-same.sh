#!/bin/sh
: ${LD:=ld}
# A strong default version in place of a weak one.
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
.weak s1__v
.section .data.s1,"aw",@progbits
.type s1__v,@object
s1__v: .quad 0x5ca1d1d200010000
.size s1__v,8
.symver s1__v,s1@@V1,remove
EOF
cat > o2.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100020000
.globl s1__v
.section .data.s1,"aw",@progbits
.type s1__v,@object
s1__v: .quad 0x5ca1d1d200020000
.size s1__v,8
.symver s1__v,s1@@V1,remove
EOF
as -o o0.o o0.s
as -o o1.o o1.s
as -o o2.o o2.s
ar qcs liba0.a o1.o
$LD -o a.out o0.o liba0.a o2.o
