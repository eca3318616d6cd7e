#!/bin/sh
: ${LD:=ld}
# An archive for an entry symbol that --defsym defines.
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
.section .data.s3,"aw",@progbits
.type s3,@object
s3: .quad 0x5ca1d1d200010000
.size s3,8
EOF
as -o o0.o o0.s
as -o o1.o o1.s
ar qcs liba0.a o1.o
$LD -o a.out --defsym=s3=s4 -e s3 o0.o liba0.a
