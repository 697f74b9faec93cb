// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/HeadersWindow.h"

#include "ui/widgets/Buttons.h"
#include "ui/widgets/FindBar.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QShortcut>
#include <QTextBlock>

namespace tern::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(HeadersWindow)
};

constexpr qsizetype kMostRaw = 500'000;

} // namespace

HeadersWindow::HeadersWindow(const Theme &theme, engine::OpenedMessagePtr message, QWidget *parent) : QWidget(parent, Qt::Window), m_message(std::move(message))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Header fields of “%1”").arg(m_message->parsed.subject));
    resize(860, 600);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(10, 8, 10, 8);
    auto *asSent = new FlatButton(theme, tr("As they were sent"), this);
    asSent->setCheckable(true);
    asSent->setAccessibleName(asSent->text());
    auto *find = new FlatButton(theme, tr("Find…"), this);
    auto *copy = new FlatButton(theme, tr("Copy all"), this);
    row->addWidget(asSent);
    row->addStretch();
    row->addWidget(find);
    row->addWidget(copy);
    column->addLayout(row);
    m_find = new FindBar(theme, this);
    m_find->hide();
    column->addWidget(m_find);
    m_text = new QPlainTextEdit(this);
    m_text->setProperty("flat", true);
    m_text->setReadOnly(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setFont(theme.font(Theme::Type::Mono));
    m_text->setAccessibleName(windowTitle());
    m_text->document()->setDocumentMargin(16);
    column->addWidget(m_text, 1);
    connect(asSent, &QAbstractButton::toggled, this, &HeadersWindow::fill);
    connect(find, &QAbstractButton::clicked, m_find, &FindBar::open);
    connect(copy, &QAbstractButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_text->toPlainText()); });
    connect(m_find, &FindBar::searched, this, &HeadersWindow::find);
    connect(m_find, &FindBar::closed, this, [this] {
        m_find->hide();
        m_text->setFocus();
    });
    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, m_find, &FindBar::open);
    connect(new QShortcut(Qt::Key_Escape, this), &QShortcut::activated, this, &QWidget::close);
    fill(false);
    m_text->setFocus();
}

void HeadersWindow::fill(bool asSent)
{
    m_text->setPlainText(asSent ? rawHeaders(m_message->raw) : decodedHeaders(m_message->parsed));
}

void HeadersWindow::find(const QString &words, int step)
{
    if (words.isEmpty())
        return m_find->setFound(0, 0);
    const QString text = m_text->toPlainText();
    const int total = static_cast<int>(text.count(words, Qt::CaseInsensitive));
    QTextCursor cursor = m_text->textCursor();
    if (step == 0)
        cursor.setPosition(cursor.selectionStart());
    const auto flags = step < 0 ? QTextDocument::FindBackward : QTextDocument::FindFlags();
    QTextCursor next = m_text->document()->find(words, cursor, flags);
    if (next.isNull()) {
        cursor.movePosition(step < 0 ? QTextCursor::End : QTextCursor::Start);
        next = m_text->document()->find(words, cursor, flags);
    }
    if (!next.isNull())
        m_text->setTextCursor(next);
    const int current = next.isNull() ? 0 : static_cast<int>(text.left(next.selectionEnd()).count(words, Qt::CaseInsensitive));
    m_find->setFound(current, next.isNull() ? 0 : total);
}

QString decodedHeaders(const mime::ParsedMessage &message, std::size_t most)
{
    QString text;
    for (std::size_t i = 0; i < std::min(message.headers.size(), most); ++i)
        text += message.headers[i].name + QLatin1String(": ") + message.headers[i].value + QLatin1Char('\n');
    if (message.headers.size() > most)
        text += Words::tr("[%n more field(s) are in the source]", nullptr, static_cast<int>(message.headers.size() - most)) + QLatin1Char('\n');
    return text;
}

QString rawHeaders(const QByteArray &message)
{
    const qsizetype crlf = message.indexOf("\r\n\r\n");
    const qsizetype lf = message.indexOf("\n\n");
    qsizetype end = crlf < 0 || (lf >= 0 && lf < crlf) ? lf : crlf;
    if (end < 0)
        end = message.size();
    QString text = QString::fromUtf8(message.left(std::min(end, kMostRaw)));
    text.replace(QLatin1String("\r\n"), QLatin1String("\n"));
    return end > kMostRaw ? text + QLatin1Char('\n') + Words::tr("[The rest is in the source.]") : text;
}

} // namespace tern::ui
