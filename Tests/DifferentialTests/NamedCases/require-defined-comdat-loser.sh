#!/bin/sh
: ${LD:=ld}
# --require-defined of what a COMDAT group lost.
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
.globl s3
.section .data.s3,"awG",@progbits,g2,comdat
.type s3,@object
s3: .quad 0x5ca1d1d200010000
.size s3,8
EOF
cat > o2.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100020000
.globl s0
.section .data.s0,"awG",@progbits,g2,comdat
.type s0,@object
s0: .quad 0x5ca1d1d200020000
.size s0,8
EOF
as -o o0.o o0.s
as -o o1.o o1.s
as -o o2.o o2.s
ar qcs liba1.a o1.o
$LD -o a.out o0.o --require-defined=s3 o2.o liba1.a
