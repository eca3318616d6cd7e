#!/bin/sh
: ${LD:=ld}
# A hidden reference in debug information to what a COMDAT group lost.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.globl s0
.section .data.s0,"aw",@progbits
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
.globl s4
.section .data.s4,"awG",@progbits,g0,comdat
.type s4,@object
s4: .quad 0x5ca1d1d200010000
.size s4,8
.hidden s6
.section .debug_x,"",@progbits
.quad s6
EOF
cat > o2.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100020000
.globl s5
.section .data.s5,"aw",@progbits
.type s5,@object
s5: .quad 0x5ca1d1d200020000
.size s5,8
.section .data.refs,"aw"
.quad 0x5ca1d1d300020000
.quad s4
EOF
cat > o3.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100030000
.globl s0
.section .data.s0,"aw",@progbits
.type s0,@object
s0: .quad 0x5ca1d1d200030000
.size s0,8
.globl s6
.section .data.s6,"awG",@progbits,g0,comdat
.type s6,@object
s6: .quad 0x5ca1d1d200030001
.size s6,8
EOF
as -o o0.o o0.s
as -o o1.o o1.s
as -o o2.o o2.s
as -o o3.o o3.s
ar qcs liba0.a o1.o o2.o
ar qcs liba2.a o3.o
$LD -o a.out o0.o liba0.a liba2.a
