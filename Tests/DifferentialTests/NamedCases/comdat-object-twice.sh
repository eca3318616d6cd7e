#!/bin/sh
: ${LD:=ld}
# An object with a COMDAT group, twice.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.section .data.refs,"aw"
.quad 0x5ca1d1d300000000
.quad __wrap_s5
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.globl s4
.section .data.s4,"awG",@progbits,g1,comdat
.type s4,@object
s4: .quad 0x5ca1d1d200010000
.size s4,8
EOF
as -o o0.o o0.s
as -o o1.o o1.s
ar qcs liba1.a o1.o
$LD -o a.out --whole-archive liba1.a liba1.a --no-whole-archive o0.o
