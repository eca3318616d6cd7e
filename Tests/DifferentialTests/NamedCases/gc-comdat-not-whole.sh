#!/bin/sh
: ${LD:=ld}
# A COMDAT group of which --gc-sections keeps a part.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.quad .Luses
.globl s2
.section .data.s2,"aw",@progbits
.type s2,@object
s2: .quad 0x5ca1d1d200000000
.size s2,8
.quad .Luses
.section .data.refs,"aw"
.Luses:
.section .data.refs,"aw"
.quad 0x5ca1d1d300000000
.quad s1
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.globl s0
.section .data.s0,"aw",@progbits
.type s0,@object
s0: .quad 0x5ca1d1d200010000
.size s0,8
EOF
cat > o2.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100020000
.globl s0
.section .data.s0,"awG",@progbits,g2,comdat
.type s0,@object
s0: .quad 0x5ca1d1d200020000
.size s0,8
.globl s2
.section .data.s2,"awG",@progbits,g2,comdat
.type s2,@object
s2: .quad 0x5ca1d1d200020001
.size s2,8
EOF
as -o o0.o o0.s
as -o o1.o o1.s
as -o o2.o o2.s
ld.bfd -shared -soname libs1.so -o libs1.so o1.o
$LD -o a.out o0.o o2.o libs1.so --gc-sections
