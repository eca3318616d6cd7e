#!/bin/sh
: ${LD:=ld}
# A shared object for what is required and only weakly referred to.
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
.section .data.refs,"aw"
.quad 0x5ca1d1d300000001
.quad s3
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
EOF
cat > o2.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100020000
.globl s1
.section .data.s1,"aw",@progbits
.type s1,@object
s1: .quad 0x5ca1d1d200020000
.size s1,8
EOF
as -o o0.o o0.s
as -o o1.o o1.s
as -o o2.o o2.s
ld.bfd -shared -soname liba0.so -o liba0.so o1.o
ld.bfd -shared -soname libs1.so -o libs1.so o2.o liba0.so
$LD -o a.out --require-defined=s1 o0.o --as-needed libs1.so --no-as-needed
