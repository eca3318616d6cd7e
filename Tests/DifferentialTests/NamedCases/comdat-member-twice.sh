#!/bin/sh
: ${LD:=ld}
# A member whose group lost is extracted again from the archive's second mention.
# linkers: bfd gold lld21 lld14
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.globl s0
.section .data.s0,"awG",@progbits,g0,comdat
.type s0,@object
s0: .quad 0x5ca1d1d200000000
.size s0,8
.section .data.refs,"aw"
.quad 0x5ca1d1d300000000
.quad s5
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.globl s5
.section .data.s5,"awG",@progbits,g0,comdat
.type s5,@object
s5: .quad 0x5ca1d1d200010000
.size s5,8
EOF
as -o o0.o o0.s
as -o o1.o o1.s
ar qcs liba0.a o1.o
$LD -o a.out o0.o liba0.a liba0.a
