#!/bin/sh
: ${LD:=ld}
# A shared object's reference to what a COMDAT group lost.
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
.globl s0
.section .data.s0,"awG",@progbits,g0,comdat
.type s0,@object
s0: .quad 0x5ca1d1d200010000
.size s0,8
.section .data.refs,"aw"
.quad 0x5ca1d1d300010000
.quad s2
EOF
cat > o2.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100020000
.section .data.refs,"aw"
.quad 0x5ca1d1d300020000
.quad s0
EOF
cat > o3.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100030000
.globl s4
.section .data.s4,"awG",@progbits,g0,comdat
.type s4,@object
s4: .quad 0x5ca1d1d200030000
.size s4,8
EOF
as -o o0.o o0.s
as -o o1.o o1.s
as -o o2.o o2.s
as -o o3.o o3.s
ar qcs liba0.a o1.o
ld.bfd -shared -soname libs0.so -o libs0.so o2.o
$LD -o a.out o0.o libs0.so o3.o liba0.a
