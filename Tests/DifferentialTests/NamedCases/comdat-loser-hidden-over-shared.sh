#!/bin/sh
: ${LD:=ld}
# A hidden definition that its COMDAT group lost, behind a shared object's.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.section .data.g,"awG",@progbits,g1,comdat
.quad 0x5ca1d1d300000000
.quad s4
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.globl s1
.section .data.s1,"aw",@progbits
.type s1,@object
s1: .quad 0x5ca1d1d200010000
.size s1,8
EOF
cat > o2.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100020000
.globl s4
.section .data.s4,"aw",@progbits
.type s4,@object
s4: .quad 0x5ca1d1d200020000
.size s4,8
.globl s1
.section .data.s1,"aw",@progbits
.type s1,@object
s1: .quad 0x5ca1d1d200020001
.size s1,8
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
cat > o4.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100040000
.globl s1
.section .data.s1,"awG",@progbits,g1,comdat
.type s1,@object
s1: .quad 0x5ca1d1d200040000
.size s1,8
.hidden s1
EOF
as -o o0.o o0.s
as -o o1.o o1.s
as -o o2.o o2.s
as -o o3.o o3.s
as -o o4.o o4.s
ar qcs liba0.a o1.o o2.o
ld.bfd -shared -soname libs0.so -o libs0.so o3.o
$LD -o a.out o0.o libs0.so o4.o liba0.a
