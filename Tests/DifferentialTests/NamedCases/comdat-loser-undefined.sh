#!/bin/sh
: ${LD:=ld}
# A name that only the dropped copy of a COMDAT group defined.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.section .data.refs,"aw"
.quad 0x5ca1d1d300000000
.quad s5
.section .data.refs,"aw"
.quad 0x5ca1d1d300000001
.quad s9
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.globl s2
.section .data.s2,"awG",@progbits,g0,comdat
.type s2,@object
s2: .quad 0x5ca1d1d200010000
.size s2,8
.globl s9
.section .data.s9,"aw",@progbits
.type s9,@object
s9: .quad 0x5ca1d1d200010001
.size s9,8
EOF
cat > o2.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100020000
.globl s5
.section .data.s5,"awG",@progbits,g0,comdat
.type s5,@object
s5: .quad 0x5ca1d1d200020000
.size s5,8
EOF
as -o o0.o o0.s
as -o o1.o o1.s
as -o o2.o o2.s
$LD -o a.out o0.o o1.o o2.o
