#!/bin/sh
: ${LD:=ld}
# A weak default version and a strong plain definition.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.weak s1__v
.section .data.s1,"aw",@progbits
.type s1__v,@object
s1__v: .quad 0x5ca1d1d200000000
.size s1__v,8
.symver s1__v,s1@@V1,remove
.section .data.refs,"aw"
.quad 0x5ca1d1d300000000
.quad __wrap_s1
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.globl s1
.section .data.s1,"aw",@progbits
.type s1,@object
s1: .quad 0x5ca1d1d200010000
.size s1,8
.globl __wrap_s1
.section .data.__wrap_s1,"aw",@progbits
.type __wrap_s1,@object
__wrap_s1: .quad 0x5ca1d1d200010001
.size __wrap_s1,8
EOF
as -o o0.o o0.s
as -o o1.o o1.s
ar qcs liba1.a o1.o
$LD -o a.out o0.o liba1.a
