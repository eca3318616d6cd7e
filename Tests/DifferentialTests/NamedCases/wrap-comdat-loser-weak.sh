#!/bin/sh
: ${LD:=ld}
# A dropped weak definition of a wrapped name.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.section .data.refs,"aw"
.quad 0x5ca1d1d300000000
.quad s1
.section .data.refs,"aw"
.quad 0x5ca1d1d300000001
.quad s0
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.globl s6
.section .data.s6,"awG",@progbits,g0,comdat
.type s6,@object
s6: .quad 0x5ca1d1d200010000
.size s6,8
.globl s0
.section .data.s0,"aw",@progbits
.type s0,@object
s0: .quad 0x5ca1d1d200010001
.size s0,8
EOF
cat > o2.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100020000
.weak s5
.section .data.s5,"awG",@progbits,g0,comdat
.type s5,@object
s5: .quad 0x5ca1d1d200020000
.size s5,8
.section .data.refs,"aw"
.quad 0x5ca1d1d300020000
.quad s5
EOF
as -o o0.o o0.s
as -o o1.o o1.s
as -o o2.o o2.s
ar qcs liba0.a o1.o
$LD -o a.out o0.o liba0.a o2.o --wrap=s5
