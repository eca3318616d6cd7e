#!/bin/sh
: ${LD:=ld}
# A strong definition behind a COMMON symbol in place of a weak default version.
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
.comm s5,16,8
.globl s0
.section .data.s0,"aw",@progbits
.type s0,@object
s0: .quad 0x5ca1d1d200010001
.size s0,8
EOF
cat > o2.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100020000
.globl s5
.section .data.s5,"aw",@progbits
.type s5,@object
s5: .quad 0x5ca1d1d200020000
.size s5,8
EOF
cat > o3.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100030000
.weak s5__v
.section .data.s5,"aw",@progbits
.type s5__v,@object
s5__v: .quad 0x5ca1d1d200030000
.size s5__v,8
.symver s5__v,s5@@V1,remove
EOF
as -o o0.o o0.s
as -o o1.o o1.s
as -o o2.o o2.s
as -o o3.o o3.s
ar qcs liba0.a o1.o o2.o
$LD -o a.out o0.o o3.o liba0.a
