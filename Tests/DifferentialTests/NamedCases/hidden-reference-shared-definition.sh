#!/bin/sh
: ${LD:=ld}
# A hidden reference is not satisfied by a shared object.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.hidden s4
.section .data.refs,"aw"
.quad 0x5ca1d1d300000000
.quad s4
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.globl s4
.section .data.s4,"aw",@progbits
.type s4,@object
s4: .quad 0x5ca1d1d200010000
.size s4,8
EOF
as -o o0.o o0.s
as -o o1.o o1.s
ld.bfd -shared -soname libs0.so -o libs0.so o1.o
$LD -o a.out o0.o libs0.so
