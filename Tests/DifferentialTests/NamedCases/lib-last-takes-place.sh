#!/bin/sh
: ${LD:=ld}
# Two objects of a --start-lib that give the same.
# linkers: gold lld21 lld14 mold
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.section .text.refs,"ax"
movq t1@gottpoff(%rip),%rax
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.section .data.refs,"aw"
.quad 0x5ca1d1d300010000
.quad s6
EOF
cat > o2.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100020000
.globl t1
.section .tdata.t1,"awT",@progbits
.type t1,@tls_object
t1: .quad 0x5ca1d1d200020000
.size t1,8
EOF
cat > o3.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100030000
.globl s6
.section .data.s6,"aw",@progbits
.type s6,@object
s6: .quad 0x5ca1d1d200030000
.size s6,8
EOF
cat > o4.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100040000
.globl s6
.section .data.s6,"aw",@progbits
.type s6,@object
s6: .quad 0x5ca1d1d200040000
.size s6,8
EOF
as -o o0.o o0.s
as -o o1.o o1.s
as -o o2.o o2.s
as -o o3.o o3.s
as -o o4.o o4.s
$LD -o a.out o0.o o1.o --start-lib o2.o o3.o o4.o --end-lib
