#!/bin/sh
: ${LD:=ld}
# A shared object's reference to a wrapped name.
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
.section .data.refs,"aw"
.quad 0x5ca1d1d300010000
.quad s0
EOF
cat > o2.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100020000
.globl s0
.section .data.s0,"aw",@progbits
.type s0,@object
s0: .quad 0x5ca1d1d200020000
.size s0,8
EOF
as -o o0.o o0.s
as -o o1.o o1.s
as -o o2.o o2.s
ld.bfd -shared -soname libs0.so -o libs0.so o1.o
ld.bfd -shared -soname libs1.so -o libs1.so o2.o libs0.so
$LD -o a.out o0.o libs0.so --wrap=s0 libs1.so
