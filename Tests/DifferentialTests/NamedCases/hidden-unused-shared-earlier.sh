#!/bin/sh
: ${LD:=ld}
# A hidden reference that nothing uses, behind a shared definition.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.hidden s3
.globl s3
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.globl s3
.section .data.s3,"aw",@progbits
.type s3,@object
s3: .quad 0x5ca1d1d200010000
.size s3,8
.section .data.refs,"aw"
.quad 0x5ca1d1d300010000
.quad s4
EOF
as -o o0.o o0.s
as -o o1.o o1.s
ld.bfd -shared -soname liba0.so -o liba0.so o1.o
$LD -o a.out liba0.so o0.o
