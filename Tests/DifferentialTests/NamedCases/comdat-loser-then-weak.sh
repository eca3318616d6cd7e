#!/bin/sh
: ${LD:=ld}
# A dropped definition, then a weak reference: LLD 14 leaves the name weak.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.globl s1
.section .data.s1,"awG",@progbits,g2,comdat
.type s1,@object
s1: .quad 0x5ca1d1d200000000
.size s1,8
.section .data.refs,"aw"
.quad 0x5ca1d1d300000000
.quad s0
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.globl s6
.section .data.s6,"aw",@progbits
.type s6,@object
s6: .quad 0x5ca1d1d200010000
.size s6,8
.weak s2
.section .data.refs,"aw"
.quad 0x5ca1d1d300010000
.quad s2
EOF
cat > o2.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100020000
.globl t0
.section .data.t0,"aw",@progbits
.type t0,@object
t0: .quad 0x5ca1d1d200020000
.size t0,8
.section .data.refs,"aw"
.quad 0x5ca1d1d300020000
.quad s6
EOF
cat > o3.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100030000
.globl s0
.section .data.s0,"aw",@progbits
.type s0,@object
s0: .quad 0x5ca1d1d200030000
.size s0,8
.globl s2
.section .data.s2,"awG",@progbits,g2,comdat
.type s2,@object
s2: .quad 0x5ca1d1d200030001
.size s2,8
.section .data.refs,"aw"
.quad 0x5ca1d1d300030000
.quad t0
EOF
as -o o0.o o0.s
as -o o1.o o1.s
as -o o2.o o2.s
as -o o3.o o3.s
ar qcs liba0.a o1.o o2.o
ar qcs liba1.a o3.o
$LD -o a.out o0.o liba0.a liba1.a
