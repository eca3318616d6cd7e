#!/bin/sh
: ${LD:=ld}
# Nobody asks for the original but by __real_: LLD 14 does not extract it.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.section .data.refs,"aw"
.quad 0x5ca1d1d300000000
.quad s0
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.globl s4
.section .data.s4,"aw",@progbits
.type s4,@object
s4: .quad 0x5ca1d1d200010000
.size s4,8
.section .data.refs,"aw"
.quad 0x5ca1d1d300010000
.quad s5
EOF
cat > o2.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100020000
.globl s0
.section .data.s0,"aw",@progbits
.type s0,@object
s0: .quad 0x5ca1d1d200020000
.size s0,8
.section .data.refs,"aw"
.quad 0x5ca1d1d300020000
.quad __real_s4
EOF
as -o o0.o o0.s
as -o o1.o o1.s
as -o o2.o o2.s
ar qcs liba0.a o1.o o2.o
$LD -o a.out o0.o liba0.a --wrap=s4
