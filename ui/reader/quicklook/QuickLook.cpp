// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/quicklook/QuickLook.h"

#include "core/engine/AttachmentDesk.h"
#include "core/engine/Engine.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/bridge/ErrorText.h"
#include "ui/reader/MessageHeader.h"
#include "ui/reader/quicklook/FileWords.h"
#include "ui/reader/quicklook/LookPages.h"
#include "ui/reader/quicklook/PictureView.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/ElidedLabel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QStackedWidget>

#include <algorithm>

namespace tern::ui {

namespace {

constexpr int kLargestPicture = 2'600;     // pixels of a side that a picture is asked for: enough to zoom into
constexpr int kTallestPage = 8'000;
constexpr double kStep = 1.25;
constexpr int kPatienceMs = 200;
constexpr int kRestMs = 150;

const mime::Attachment *attachmentOf(const engine::OpenedMessagePtr &message, const std::string &part)
{
    const auto &all = message->parsed.attachments;
    const auto found = std::find_if(all.begin(), all.end(), [&part](const auto &one) { return one.part == part; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace

QuickLook::QuickLook(const WindowContext &context, QWidget *parent) : QWidget(parent, Qt::Window), m_context(context)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("quickLook"));
    resize(860, 720);
    setMinimumSize(420, 320);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    buildBar();
    m_warningRow = new QWidget(this);
    auto *around = new QVBoxLayout(m_warningRow);
    around->setContentsMargins(16, 10, 16, 10);
    m_warning = new Banner(context.theme, Banner::Kind::Warning, {}, m_warningRow);
    around->addWidget(m_warning);
    m_warningRow->hide();
    column->addWidget(m_warningRow);
    m_pages = new QStackedWidget(this);
    m_picture = new PictureView(context.theme, m_pages);
    m_text = new TextPage(context.theme, m_pages);
    m_archive = new ArchivePage(context.theme, m_pages);
    m_mail = new MailPage(context.theme, m_pages);
    m_nothing = new QLabel(m_pages);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_nothing->setMargin(40);
    m_nothing->setTextFormat(Qt::PlainText);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    for (QWidget *page : {static_cast<QWidget *>(m_picture), static_cast<QWidget *>(m_text), static_cast<QWidget *>(m_archive), static_cast<QWidget *>(m_mail), static_cast<QWidget *>(m_nothing)})
        m_pages->addWidget(page);
    column->addWidget(m_pages, 1);
    addKeys();

    m_redraw.setSingleShot(true);
    m_redraw.setInterval(kRestMs);
    connect(&m_redraw, &QTimer::timeout, this, [this] { load(true); });
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatienceMs);
    connect(&m_patience, &QTimer::timeout, this, [this] { showNothing(tr("One moment…")); });
    connect(m_picture, &PictureView::zoomed, this, [this] {
        updateBar();
        // A page is drawn anew, as sharp as it is shown; a picture has all its pixels.
        if (m_preview.look.content.kind == files::FileKind::Pdf)
            m_redraw.start();
    });
    connect(m_mail, &MailPage::attachmentChosen, this, [this](const QString &part) {
        const engine::OpenedMessagePtr inner = m_preview.mail;
        m_trail.push_back(m_place);
        m_place = {inner, part.toStdString()};
        m_page = 0;
        load(false);
    });
    connect(&context.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QuickLook::~QuickLook()
{
    m_context.engine.attachments().cancelPreview();
}

void QuickLook::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_context.theme.tokens().pane);
}

void QuickLook::look(engine::OpenedMessagePtr message, const std::string &part)
{
    m_trail.clear();
    m_place = {std::move(message), part};
    m_page = 0;
    load(false);
}

/// What the arrow keys go through: what lies inside the text last.
std::vector<std::string> QuickLook::parts() const
{
    std::vector<std::string> own, within;
    if (m_place.message) {
        for (const mime::Attachment &attachment : m_place.message->parsed.attachments)
            (attachment.isInline ? within : own).push_back(attachment.part);
    }
    own.insert(own.end(), within.begin(), within.end());
    return own;
}

void QuickLook::step(int by)
{
    const auto all = parts();
    const auto here = std::find(all.begin(), all.end(), m_place.part);
    if (here == all.end())
        return;
    const auto to = (here - all.begin()) + by;
    if (to < 0 || to >= static_cast<std::ptrdiff_t>(all.size()))
        return;
    m_place.part = all[static_cast<std::size_t>(to)];
    m_page = 0;
    load(false);
}

void QuickLook::turnPage(int by)
{
    const int to = std::clamp(m_page + by, 0, std::max(0, m_preview.drawn.pages - 1));
    if (m_preview.look.content.kind != files::FileKind::Pdf || to == m_page)
        return;
    m_page = to;
    load(false);
}

void QuickLook::zoom(int direction)
{
    if (m_pages->currentWidget() == m_picture)
        m_picture->setZoom(direction == 0 ? 1 : direction > 0 ? m_picture->zoom() * kStep : m_picture->zoom() / kStep);
}

void QuickLook::copyText()
{
    QString text;
    if (m_preview.kind == engine::Preview::Kind::Zip)
        text = m_archive->text();
    else if (m_preview.kind == engine::Preview::Kind::Mail)
        text = m_mail->text();
    else
        text = m_preview.kind == engine::Preview::Kind::Drawn ? m_preview.drawn.text : m_text->copied();
    if (!text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void QuickLook::back()
{
    if (m_trail.empty()) {
        close();
        return;
    }
    m_place = m_trail.back();
    m_trail.pop_back();
    m_page = 0;
    load(false);
}

/// \param keepPlace  the same, drawn for another size
void QuickLook::load(bool keepPlace)
{
    m_redraw.stop();
    const int request = ++m_request;
    engine::PreviewWish wish;
    wish.page = m_page;
    wish.width = wish.height = kLargestPicture;
    if (keepPlace) {
        wish.width = m_picture->wantedPixels().width();
        wish.height = kTallestPage;
    } else {
        m_ready = false;
        m_preview = {};
        if (const auto *attachment = attachmentOf(m_place.message, m_place.part)) {
            m_preview.name = attachment->name;
            m_preview.size = attachment->size;
            m_preview.look = files::lookAtName(attachment->name, attachment->type);
            // A page as wide as the window; what a picture needs is known when it is there.
            if (m_preview.look.claimed.kind == files::FileKind::Pdf) {
                wish.width = int((m_pages->width() - 32) * devicePixelRatioF());
                wish.height = kTallestPage;
            }
        }
        setWarning();
        updateBar();
        m_patience.start();
    }
    m_context.bridge.call(
        this, [&](auto done) { m_context.engine.attachments().preview(m_place.message, m_place.part, wish, done); },
        [this, request, keepPlace](Result<engine::Preview> preview) {
            if (request != m_request)
                return;
            if (preview)
                present(*std::move(preview), keepPlace);
            else if (preview.error().kind != ErrorKind::Cancelled)
                showNothing(errorText(preview.error()).sentence);
        });
}

void QuickLook::present(engine::Preview preview, bool keepPlace)
{
    using Kind = engine::Preview::Kind;
    m_patience.stop();
    m_preview = std::move(preview);
    m_ready = true;
    setWarning();
    switch (m_preview.kind) {
    case Kind::Drawn:
        showDrawn(keepPlace);
        break;
    case Kind::Text:
        m_text->show(m_preview.text, m_preview.name, m_preview.left);
        m_pages->setCurrentWidget(m_text);
        break;
    case Kind::Invitation:
        m_text->show(invitationText(*m_preview.invitation), m_preview.name, 0);
        m_pages->setCurrentWidget(m_text);
        break;
    case Kind::Contacts:
        m_text->show(contactsText(m_preview.contacts), m_preview.name, 0);
        m_pages->setCurrentWidget(m_text);
        break;
    case Kind::Zip:
        m_archive->show(*m_preview.zip);
        m_pages->setCurrentWidget(m_archive);
        break;
    case Kind::Mail:
        m_mail->show(m_preview.mail);
        m_pages->setCurrentWidget(m_mail);
        break;
    case Kind::Nothing:
        showNothing(tr("This is %1. It can't be shown here.").arg(kindWords(m_preview.look.content.kind == files::FileKind::Unknown ? m_preview.look.claimed : m_preview.look.content)));
        break;
    }
    m_pages->currentWidget()->setFocus(Qt::OtherFocusReason);
    updateBar();
}

void QuickLook::showDrawn(bool keepPlace)
{
    const files::Drawn &drawn = m_preview.drawn;
    const bool isPage = m_preview.look.content.kind == files::FileKind::Pdf;
    if (drawn.trouble != files::Drawn::Trouble::None)
        return showNothing(drawingTrouble(drawn.trouble, m_preview.look.content.kind));
    // The image looks into bytes that it keeps.
    auto *bytes = new QByteArray(drawn.pixels);
    const QImage image(static_cast<const uchar *>(static_cast<const void *>(bytes->constData())), drawn.width, drawn.height, qsizetype{4} * drawn.width,
                       QImage::Format_ARGB32_Premultiplied, [](void *held) { delete static_cast<QByteArray *>(held); }, bytes);
    m_picture->show(image, {drawn.naturalWidth, drawn.naturalHeight}, isPage ? PictureView::Fit::Width : PictureView::Fit::Whole, keepPlace);
    m_picture->setAccessibleName(isPage ? tr("%1, page %2 of %3").arg(m_preview.name).arg(m_page + 1).arg(drawn.pages)
                                        : tr("%1, %2 × %3 pixels").arg(m_preview.name).arg(drawn.naturalWidth).arg(drawn.naturalHeight));
    m_picture->setAccessibleDescription(drawn.text.left(20'000));
    m_pages->setCurrentWidget(m_picture);
}

void QuickLook::showNothing(const QString &sentence)
{
    m_nothing->setText(sentence);
    m_pages->setCurrentWidget(m_nothing);
}

void QuickLook::setWarning()
{
    const FileWarning warning = fileWarning(m_preview.look);
    m_warningRow->setVisible(!warning.sentence.isEmpty());
    if (warning.sentence.isEmpty())
        return;
    m_warning->setKind(warning.isGrave ? Banner::Kind::Bad : Banner::Kind::Warning);
    m_warning->setText(joinSentences({warning.sentence, warning.what}).trimmed());
}

} // namespace tern::ui
