#!/bin/sh
: ${LD:=ld}
# A hidden COMMON symbol where a shared object has data.
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
.comm s2,16,8
.hidden s2
.globl s1
.section .data.s1,"aw",@progbits
.type s1,@object
s1: .quad 0x5ca1d1d200010001
.size s1,8
EOF
cat > o2.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100020000
.globl s2
.section .data.s2,"aw",@progbits
.type s2,@object
s2: .quad 0x5ca1d1d200020000
.size s2,8
EOF
cat > o3.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100030000
.globl s2
.section .data.s2,"aw",@progbits
.type s2,@object
s2: .quad 0x5ca1d1d200030000
.size s2,8
EOF
cat > o4.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100040000
.globl s2
.section .data.s2,"aw",@progbits
.type s2,@object
s2: .quad 0x5ca1d1d200040000
.size s2,8
EOF
as -o o0.o o0.s
as -o o1.o o1.s
as -o o2.o o2.s
as -o o3.o o3.s
as -o o4.o o4.s
ar qcs liba0.a o1.o o2.o
ld.bfd -shared -soname libs1.so -o libs1.so o3.o
$LD -o a.out o0.o libs1.so liba0.a o4.o
