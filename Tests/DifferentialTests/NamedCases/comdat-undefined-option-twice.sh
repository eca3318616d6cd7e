#!/bin/sh
: ${LD:=ld}
# -u of what a COMDAT group lost, and the archive a second time.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.section .data.refs,"aw"
.quad 0x5ca1d1d300000000
.quad s2
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.globl s2
.section .data.s2,"awG",@progbits,g1,comdat
.type s2,@object
s2: .quad 0x5ca1d1d200010000
.size s2,8
EOF
cat > o2.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100020000
.weak s5
.section .data.s5,"awG",@progbits,g1,comdat
.type s5,@object
s5: .quad 0x5ca1d1d200020000
.size s5,8
EOF
as -o o0.o o0.s
as -o o1.o o1.s
as -o o2.o o2.s
ar qcs liba0.a o1.o o2.o
$LD -o a.out -u s5 o0.o liba0.a liba0.a
