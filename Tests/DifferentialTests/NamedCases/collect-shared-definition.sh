#!/bin/sh
: ${LD:=ld}
# A section whose symbol a shared object defines, too.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.quad .Luses
.section .data.refs,"aw"
.Luses:
.section .debug_x,"",@progbits
.quad s4
.section .data.refs,"aw"
.quad 0x5ca1d1d300000001
.quad s2
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.globl s4
.section .data.s4,"aw",@progbits
.type s4,@object
s4: .quad 0x5ca1d1d200010000
.size s4,8
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
.globl s4
.section .data.s4,"aw",@progbits
.type s4,@object
s4: .quad 0x5ca1d1d200020000
.size s4,8
EOF
as -o o0.o o0.s
as -o o1.o o1.s
as -o o2.o o2.s
ar qcs liba1.a o1.o
ld.bfd -shared -soname libs0.so -o libs0.so o2.o
$LD -o a.out o0.o liba1.a --gc-sections libs0.so
