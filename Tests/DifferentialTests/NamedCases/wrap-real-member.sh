#!/bin/sh
: ${LD:=ld}
# LLD extracts what defines __real_ of a wrapped name though nobody asks.
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
.globl __real_s1
.section .data.__real_s1,"aw",@progbits
.type __real_s1,@object
__real_s1: .quad 0x5ca1d1d200010000
.size __real_s1,8
EOF
as -o o0.o o0.s
as -o o1.o o1.s
ar qcs liba0.a o1.o
$LD -o a.out liba0.a o0.o --wrap=s1
