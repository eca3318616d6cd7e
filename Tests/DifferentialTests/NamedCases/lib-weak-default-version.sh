#!/bin/sh
: ${LD:=ld}
# A weak reference to a default version between --start-lib.
# linkers: gold lld21 lld14 mold
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.weak s0
.section .data.refs,"aw"
.quad 0x5ca1d1d300000000
.quad s0
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.globl s0__v
.section .data.s0,"aw",@progbits
.type s0__v,@object
s0__v: .quad 0x5ca1d1d200010000
.size s0__v,8
.symver s0__v,s0@@V1,remove
EOF
as -o o0.o o0.s
as -o o1.o o1.s
$LD -o a.out o0.o --start-lib o1.o --end-lib
