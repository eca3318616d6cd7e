#!/bin/sh
: ${LD:=ld}
# Debug information of an object of which only a COMMON symbol is kept.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.globl s0
.section .data.s0,"aw",@progbits
.type s0,@object
s0: .quad 0x5ca1d1d200010000
.size s0,8
.quad .Luses
.section .data.refs,"aw"
.Luses:
.section .data.refs,"aw"
.quad 0x5ca1d1d300010000
.quad s5
EOF
cat > o2.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100020000
.comm s5,24,8
.section .debug_x,"",@progbits
.quad s6
EOF
as -o o0.o o0.s
as -o o1.o o1.s
as -o o2.o o2.s
ar qcs liba0.a o1.o o2.o
$LD -o a.out --gc-sections o0.o -u s0 liba0.a
