/** What a reader can do with the page. All of it can be read without this. */
;(() => {
  document.documentElement.classList.add('scripted')
  const all = (selector, root = document) => [...root.querySelectorAll(selector)]
  const byId = (id) => document.getElementById(id)
  const search = byId('q')

  // Lists: what is searched for, and the one kind of row that is left.
  const lists = all('.list').map((table) => {
    const body = table.tBodies[0]
    const rows = [...body.rows]
    return { table, body, rows, texts: undefined, count: document.querySelector(`[data-count-of="${table.id}"]`), group: '' }
  })

  const textsOf = (list) => (list.texts ??= list.rows.map((row) => row.textContent.toLowerCase()))

  function show(list) {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean)
    const texts = words.length > 0 ? textsOf(list) : []
    let shown = 0
    list.rows.forEach((row, i) => {
      const isHidden = (list.group !== '' && row.dataset.group !== list.group) || words.some((word) => !texts[i].includes(word))
      if (row.hidden !== isHidden) row.hidden = isHidden
      if (!isHidden) shown++
    })
    if (list.count) list.count.textContent = shown === list.rows.length ? String(shown) : `${shown} of ${list.rows.length}`
  }

  let waiting
  function searchSoon() {
    clearTimeout(waiting)
    waiting = setTimeout(() => lists.forEach(show), 80)
  }

  function choose(list, group) {
    list.group = list.group === group ? '' : group
    for (const chip of all(`.chips [data-for="${list.table.id}"]`))
      chip.setAttribute('aria-pressed', String(chip.dataset.group === list.group))
    show(list)
  }

  search.addEventListener('input', searchSoon)
  for (const chip of all('.chips button'))
    chip.addEventListener('click', () =>
      choose(
        lists.find(({ table }) => table.id === chip.dataset.for),
        chip.dataset.group,
      ),
    )

  document.addEventListener('keydown', (event) => {
    const isTyping = event.target.matches('input')
    if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      search.focus()
    }
    if (event.key === 'Escape' && event.target === search) {
      search.value = ''
      searchSoon()
    }
  })

  // Sorting: up, down, and as it was.
  const compare = new Intl.Collator('en', { numeric: true }).compare
  const next = { none: 'ascending', ascending: 'descending', descending: 'none' }

  function sort(list, heads, column) {
    const head = heads[column]
    const order = next[head.getAttribute('aria-sort') ?? 'none']
    for (const one of heads) one.removeAttribute('aria-sort')
    if (order !== 'none') head.setAttribute('aria-sort', order)
    const keys = new Map(list.rows.map((row) => [row, row.cells[column].dataset.by ?? row.cells[column].textContent]))
    const sign = order === 'descending' ? -1 : 1
    const areNumbers = [...keys.values()].every((key) => key.trim() !== '' && !Number.isNaN(Number(key)))
    const by = areNumbers ? (a, b) => keys.get(a) - keys.get(b) : (a, b) => compare(keys.get(a), keys.get(b))
    const sorted = order === 'none' ? list.rows : [...list.rows].sort((a, b) => sign * by(a, b))
    list.body.append(...sorted)
  }

  for (const list of lists) {
    const heads = [...list.table.tHead.rows[0].cells]
    heads.forEach((head, column) => {
      const button = document.createElement('button')
      button.type = 'button'
      button.append(...head.childNodes)
      head.append(button)
      button.addEventListener('click', () => sort(list, heads, column))
    })
  }

  // A link leads to its row, also where that is not shown.
  function reveal() {
    const row = document.querySelector('.list tr:target')
    if (!row) return
    const list = lists.find(({ table }) => table.contains(row))
    if (row.hidden) {
      search.value = ''
      list.group = ''
      for (const chip of all(`.chips [data-for="${list.table.id}"]`)) chip.setAttribute('aria-pressed', 'false')
      lists.forEach(show)
    }
    for (const details of all('details', row)) details.open = true
    row.scrollIntoView({ block: 'center' })
  }
  addEventListener('hashchange', reveal)
  reveal()

  // Paper cannot be opened; of very many findings the code would bury the rest.
  const mostOnPaper = 150
  let opened = []
  addEventListener('beforeprint', () => {
    const kinds = ['#findings-list', '#indexes-list'].map((id) => all(`${id} details:not([open])`))
    opened = kinds.flatMap((closed) => (closed.length > mostOnPaper ? [] : closed))
    for (const details of opened) details.open = true
  })
  addEventListener('afterprint', () => {
    for (const details of opened) details.open = false
  })

  // The map.
  const map = byId('drawing')
  if (!map) return
  const [width, height, gap, between, within, margin] = map.dataset.box.split(' ').map(Number)
  const boxes = all('.box', map).map((element) => ({
    element,
    layer: Number(element.dataset.layer),
    name: element.dataset.name.toLowerCase(),
    near: [],
    wasShown: !element.classList.contains('off'),
  }))
  const lines = all('.line', map).map((element) => ({
    element,
    from: boxes[element.dataset.f],
    to: boxes[element.dataset.t],
    isBad: element.classList.contains('bad'),
  }))
  for (const line of lines) {
    line.from.near.push(line)
    line.to.near.push(line)
  }

  function follow(box) {
    for (const element of all('.near', map)) element.classList.remove('near')
    map.classList.toggle('following', box !== undefined)
    if (!box) return
    box.element.classList.add('near')
    for (const { element, from, to } of box.near) for (const one of [element, from.element, to.element]) one.classList.add('near')
  }
  for (const box of boxes) {
    for (const event of ['pointerenter', 'focus']) box.element.addEventListener(event, () => follow(box))
    for (const event of ['pointerleave', 'blur']) box.element.addEventListener(event, () => follow())
  }

  function pathOf(from, to) {
    const [y1, y2] = [from.y + height / 2, to.y + height / 2]
    if (from.x > to.x) {
      const end = to.x + width
      const bend = Math.max(24, (from.x - end) / 2)
      return `M${from.x} ${y1}C${from.x - bend} ${y1} ${end + bend} ${y2} ${end} ${y2}`
    }
    if (from.x < to.x) return `M${from.x + width} ${y1}C${from.x + width + 24} ${y1} ${to.x - 24} ${y2} ${to.x} ${y2}`
    const x = from.x + width
    const out = from === to ? 18 : 30
    const turn = from === to ? 8 : 0
    return `M${x} ${y1 - turn}C${x + out} ${y1 - turn} ${x + out} ${y2 + turn} ${x} ${y2 + turn}`
  }

  // The tables that are left close ranks.
  function place(shown) {
    const rows = Math.max(14, Math.ceil(Math.sqrt(shown.size) * 1.7))
    const layers = [...new Set([...shown].map(({ layer }) => layer))].sort((a, b) => a - b)
    const columns = layers.flatMap((layer) => {
      const own = boxes.filter((box) => box.layer === layer && shown.has(box))
      const each = Math.ceil(own.length / Math.ceil(own.length / rows))
      return Array.from({ length: Math.ceil(own.length / each) }, (_, i) => ({ layer, own: own.slice(i * each, (i + 1) * each) }))
    })
    const tall = 2 * margin + Math.max(1, ...columns.map(({ own }) => own.length)) * (height + gap) - gap
    let x = margin
    columns.forEach(({ layer, own }, i) => {
      if (i > 0) x += width + (columns[i - 1].layer === layer ? within : between)
      const top = (tall - own.length * (height + gap) + gap) / 2
      own.forEach((box, row) => {
        box.x = x
        box.y = Math.round(top + row * (height + gap))
        box.element.setAttribute('transform', `translate(${box.x} ${box.y})`)
      })
    })
    const wide = x + width + margin
    map.setAttribute('viewBox', `0 0 ${wide} ${tall}`)
    map.setAttribute('width', wide)
    map.setAttribute('height', tall)
  }

  const [filter, onlyBad, told] = [byId('map-q'), byId('map-bad'), byId('map-count')]
  const drawn = { view: map.getAttribute('viewBox'), width: map.getAttribute('width'), height: map.getAttribute('height') }
  const positions = boxes.map(({ element }) => element.getAttribute('transform'))
  const paths = lines.map(({ element }) => element.getAttribute('d'))
  const mostDrawn = 120

  function restore() {
    map.setAttribute('viewBox', drawn.view)
    map.setAttribute('width', drawn.width)
    map.setAttribute('height', drawn.height)
    boxes.forEach(({ element, wasShown }, i) => {
      element.setAttribute('transform', positions[i])
      element.classList.toggle('off', !wasShown)
    })
    lines.forEach(({ element, from, to }, i) => {
      element.setAttribute('d', paths[i])
      element.classList.toggle('off', !from.wasShown || !to.wasShown)
    })
    told.textContent = ''
  }

  function filterMap() {
    const text = filter.value.trim().toLowerCase()
    if (text === '' && !onlyBad.checked) return restore()
    const counts = (line) => !onlyBad.checked || line.isBad
    const found = boxes.filter((box) => box.name.includes(text) && (!onlyBad.checked || box.near.some(counts)))
    const shown = new Set(found.slice(0, mostDrawn))
    for (const box of [...shown]) {
      if (shown.size > mostDrawn) break
      for (const line of box.near.filter(counts)) shown.add(line.from).add(line.to)
    }
    place(shown)
    for (const box of boxes) box.element.classList.toggle('off', !shown.has(box))
    for (const line of lines) {
      const isShown = counts(line) && shown.has(line.from) && shown.has(line.to)
      line.element.classList.toggle('off', !isShown)
      if (isShown) line.element.setAttribute('d', pathOf(line.from, line.to))
    }
    const more = shown.size - Math.min(found.length, mostDrawn)
    told.textContent =
      found.length === 0
        ? 'No table is called so.'
        : `${found.length} of ${boxes.length} tables${more > 0 ? `, and ${more} beside them` : ''}`
  }
  filter.addEventListener('input', filterMap)
  onlyBad.addEventListener('change', filterMap)

  function size(isFull) {
    map.classList.toggle('full', isFull)
    byId('map-full').setAttribute('aria-pressed', String(isFull))
    byId('map-fit').setAttribute('aria-pressed', String(!isFull))
  }
  byId('map-fit').addEventListener('click', () => size(false))
  byId('map-full').addEventListener('click', () => size(true))
})()
