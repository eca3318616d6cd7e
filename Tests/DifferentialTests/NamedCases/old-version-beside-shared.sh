#!/bin/sh
: ${LD:=ld}
# An old version of a name whose plain form only a shared object has.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.section .data.refs,"aw"
.quad 0x5ca1d1d300000000
.quad s2
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.globl s2
.section .data.s2,"aw",@progbits
.type s2,@object
s2: .quad 0x5ca1d1d200010000
.size s2,8
.section .data.refs,"aw"
.quad 0x5ca1d1d300010000
.quad s5
EOF
cat > o2.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100020000
.globl s5
.section .data.s5,"aw",@progbits
.type s5,@object
s5: .quad 0x5ca1d1d200020000
.size s5,8
.globl s1__v
.section .data.s1,"aw",@progbits
.type s1__v,@object
s1__v: .quad 0x5ca1d1d200020001
.size s1__v,8
.symver s1__v,s1@V0,remove
EOF
cat > o3.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100030000
.globl s1
.section .data.s1,"aw",@progbits
.type s1,@object
s1: .quad 0x5ca1d1d200030000
.size s1,8
EOF
as -o o0.o o0.s
as -o o1.o o1.s
as -o o2.o o2.s
as -o o3.o o3.s
ar qcs liba2.a o1.o o2.o
ld.bfd -shared -soname libs0.so -o libs0.so o3.o
$LD -o a.out o0.o liba2.a libs0.so
