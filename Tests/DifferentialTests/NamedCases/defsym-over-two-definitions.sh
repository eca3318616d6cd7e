#!/bin/sh
: ${LD:=ld}
# Two definitions that --defsym replaces.
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
.globl s4
.section .data.s4,"aw",@progbits
.type s4,@object
s4: .quad 0x5ca1d1d200010000
.size s4,8
EOF
cat > o2.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100020000
.globl s4
.section .data.s4,"aw",@progbits
.type s4,@object
s4: .quad 0x5ca1d1d200020000
.size s4,8
EOF
as -o o0.o o0.s
as -o o1.o o1.s
as -o o2.o o2.s
$LD -o a.out --defsym=s4=0x1000 o0.o o1.o o2.o
