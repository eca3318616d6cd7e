#!/bin/sh
: ${LD:=ld}
# A weak definition was dropped, another object refers to it weakly.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.weak s1
.section .data.refs,"aw"
.quad 0x5ca1d1d300000000
.quad s1
.section .data.g,"awG",@progbits,g0,comdat
.quad 0x5ca1d1d300000001
.quad t1
.section .data.refs,"aw"
.quad 0x5ca1d1d300000002
.quad s3
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.globl s3
.section .data.s3,"aw",@progbits
.type s3,@object
s3: .quad 0x5ca1d1d200010000
.size s3,8
.weak s1
.section .data.s1,"awG",@progbits,g0,comdat
.type s1,@object
s1: .quad 0x5ca1d1d200010001
.size s1,8
EOF
as -o o0.o o0.s
as -o o1.o o1.s
ar qcs liba2.a o1.o
$LD -o a.out o0.o liba2.a
