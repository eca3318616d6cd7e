#!/bin/sh
: ${LD:=ld}
# A hidden reference nothing uses, between two shared objects.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.hidden s0
.globl s0
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.globl s3
.section .data.s3,"aw",@progbits
.type s3,@object
s3: .quad 0x5ca1d1d200010000
.size s3,8
.globl s0
EOF
cat > o2.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100020000
.globl s0
.section .data.s0,"aw",@progbits
.type s0,@object
s0: .quad 0x5ca1d1d200020000
.size s0,8
.section .data.refs,"aw"
.quad 0x5ca1d1d300020000
.quad s3
EOF
cat > o3.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100030000
.section .data.refs,"aw"
.quad 0x5ca1d1d300030000
.quad s0
EOF
as -o o0.o o0.s
as -o o1.o o1.s
as -o o2.o o2.s
as -o o3.o o3.s
ar qcs liba0.a o1.o
ld.bfd -shared -soname libs0.so -o libs0.so o2.o
ld.bfd -shared -soname libs1.so -o libs1.so o3.o
$LD -o a.out o0.o libs0.so liba0.a libs1.so
